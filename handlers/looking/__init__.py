"""What is looked up by command: views, charts, the record of a meeting."""
