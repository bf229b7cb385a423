---@meta _

-- The commands of the prompt, which begin with a colon. Nothing here is run: they are no Lua, so here they
-- stand as the fields of a class, each with what can follow it.

---Commands stand alone on a line and begin with a colon: `:reload`.
---@class session.Commands
---@field help fun(name?: string) What can be typed, or what a name is: `:help`, `:help valence.rule`. `?valence.rule` is the same.
---@field quit fun() Ends the session, as Ctrl-D does on an empty line: `:quit`.
---@field load fun(study: string) Opens a study in place of the present one; what was typed into that is gone unless saved: `:load study.lua`.
---@field reload fun() Reads the study's file again and keeps the session: variables, settings and what was defined: `:reload`.
---@field save fun(file: string) Writes the study with all that was defined as a file that runs: `:save changed.lua`.
---@field report fun(folder?: string) Writes the report of the last experiment, as `valence run` does: `:report`, `:report results`.
---@field page fun(file?: string) Writes what was plotted as an HTML page with charts: `:page`, `:page plots.html`.
---@field explain fun(name?: string) Says which functions of the study run as machine code, and why others do not: `:explain`, `:explain adopt`.
---@field profile fun() Says what each function of the study takes of a step: `:profile`.
---@field time fun(input: string) Runs what follows and says how long it took: `:time run(100)`.
---@field study fun() Shows the study: its kinds, phases, values, measures and scenarios: `:study`.
