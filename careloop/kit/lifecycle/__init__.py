"""Lives as tables of steps: from one table come the buttons, the API, the rights, the clocks and the diagram."""
