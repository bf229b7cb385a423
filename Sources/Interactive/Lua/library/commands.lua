---@meta _

-- The commands of the prompt, which begin with a colon. Nothing here is run: they are no Lua, so here they
-- stand as the fields of a class, each with what can follow it.

---Commands stand alone on a line and begin with a colon: `:reload`.
---@class session.Commands
---@field help fun(name?: string) What to type first, or what a name is: `:help`, `:help valence.rule`. `?valence.rule` is the same.
---@field quit fun() Ends the session, as Ctrl-D does on an empty line: `:quit`.
---@field load fun(study: string) Opens a study in place of the present one; what was typed into that is gone unless saved: `:load study.lua`.
---@field reload fun() Reads the study's file again and keeps the session, with its variables, settings and definitions: `:reload`.
---@field save fun(file: string) Writes the study, with all that was set and defined, as a file that runs: `:save changed.lua`.
---@field report fun(folder?: string) Runs all scenarios and writes the report, as `valence run` does; a number of replications can follow: `:report`, `:report results 50`.
---@field page fun(file: string) Writes what was plotted as an HTML page with charts: `:page plots.html`.
---@field explain fun() Says which functions of the study run as machine code, and why others do not: `:explain`.
---@field profile fun() The same as `:explain`, and how long each function takes: `:profile`.
---@field time fun(input: string) Runs what follows and says how long it took: `:time run(100)`.
---@field study fun() Shows the study's script, with all that was set and defined, as `:save` would write it: `:study`.
