"""a_request(), an_offer(): one valid thing each, no surprises. Call them inside an application context."""
