"""The screen: Streamlit pages and the HTTP routes beside them. Nothing below this package imports Streamlit."""
