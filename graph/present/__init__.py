"""Plain data for the screen: values in, rows, canvas nodes and marked text out. Knows no Streamlit and no store."""
