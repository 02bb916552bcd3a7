"""Facts about file formats that importers and exporters share."""
