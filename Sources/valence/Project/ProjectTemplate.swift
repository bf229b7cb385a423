import Reports

extension FileTemplate {
  /// The files of a new project: a study, its tests, and what keeps both in order.
  ///
  /// - Parameters:
  ///   - name: what the study is called.
  ///   - libraries: where the annotations for editors are, as the settings of an editor should name it.
  static func project(_ name: String, libraries: [String]) -> FileTemplate {
    FileTemplate(
      files: [
        ("study.lua", PackageResources.study_lua),
        ("study_spec.lua", PackageResources.study_spec_lua),
        ("README.md", PackageResources.README_md),
        ("Plugins/README.md", PackageResources.plugins_md),
        (".github/workflows/test.yml", PackageResources.github_yml),
        (".gitlab-ci.yml", PackageResources.gitlab_yml),
        (".gitignore", PackageResources.gitignore),
        (".luarc.json", PackageResources.luarc_json),
      ],
      values: [
        "name": name, "libraries": JSONValue.array(libraries.map { .string($0) }).text,
      ])
  }

  /// The files of a new plugin: its manifest, its Lua, its tests, its guide and an example.
  static func plugin(_ name: String) -> FileTemplate {
    FileTemplate(
      files: [
        ("plugin.toml", PackageResources.plugin_toml),
        ("init.lua", PackageResources.plugin_init_lua),
        ("\(name)_spec.lua", PackageResources.plugin_spec_lua),
        ("README.md", PackageResources.plugin_README_md),
        ("examples/example.lua", PackageResources.plugin_example_lua),
      ], values: ["name": name])
  }
}
