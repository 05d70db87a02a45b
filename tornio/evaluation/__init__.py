"""Figures out of files and tidy tables, for whoever imports them: no Django, no clock, no database.

Each verb is in a module of its own, so that nobody loads an engine who does not count:

| what is asked | verb | how it is asked |
|---|---|---|
| of a file: time until something happens | `survival.summary.summarise` | `survival.observations.Asked` |
| how often something happens | `rates.summary.summarise` | `rates.rows.Asked` |
| by how much something changes | `change.summary.summarise` | `change.rows.Asked` |
| whether the same people came | `continuity.of_file` | |
| of tidy tables (`engine.opened`): the seven principles | `figures.count` | `definitions.chosen` |
| any answer as JSON | `estimates.as_json` | |

Whatever cannot be meant is `errors.Unusable`, one sentence. docs/evaluation.md has a whole example.
"""
