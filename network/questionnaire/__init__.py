"""Questions and answers: field types, show-if, forms."""
