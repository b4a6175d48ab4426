"""The papers that an investment-promotion office hands in: two maps and the lists, as .docx and .xlsx."""
