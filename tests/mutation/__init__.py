"""Every formula of the model changed on purpose, one place at a time: some figure of a test must part from what it was.

formulas      the changes of one formula: another sign, an edge moved, a term dropped, a wrong ingredient
around, asked the changes of what stands around it: where it posts, when it exists, what its ingredients mean
mutants       all of them, by file; planted() puts one in place and takes it back
witnesses     scenarios with known results: the cases, the reference model's, each asked only what a change reaches
witness_list  all of them
trial         which witness notices a mutant first, and by what
survivors     the mutants nobody can notice, each with its reason: survivors.yaml, docs/survivors.md

python -m tests.mutation               all mutants; goes on where it was stopped
python -m tests.mutation staffing      those of files with this in their name
python -m tests.mutation --page        writes docs/survivors.md from the last run
"""
