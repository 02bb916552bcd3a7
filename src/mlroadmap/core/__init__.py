"""The pure heart: values and rules, without files, clock or chance."""
