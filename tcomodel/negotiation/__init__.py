"""Where to push: break-evens, goal seek and the crossover map, all of them the model's own numbers worked out again."""
