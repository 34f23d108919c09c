"""Resources: files and links to their source, by programme, each for its readers."""
