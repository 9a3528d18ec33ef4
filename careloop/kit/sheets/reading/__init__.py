"""Any file to rows of text: workbooks and CSV, as untidy as they come."""
