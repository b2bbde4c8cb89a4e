"""Generation: prompts, the model's draft, the extractive answer, and the fixed replies of each route."""
