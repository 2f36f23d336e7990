"""Programme: what is served: demand, channels, handling, staffing, and uploaded volumes."""
