"""The shapes of the JSON documents, from which their JSON Schemas are made."""
