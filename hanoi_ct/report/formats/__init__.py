"""One document, many formats: each renderer reads the document model alone."""
