"""What the company sells and looks after: families, models, fault codes, labour operations with prices."""
