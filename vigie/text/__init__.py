"""Characters to sentences in any language, offsets kept."""
