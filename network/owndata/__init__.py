"""What the site keeps of a person: shown to them, taken as a file, and erased."""
