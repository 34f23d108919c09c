"""What the wing keeps of a person, what ends with an erasure, and which words go when their years are over."""
