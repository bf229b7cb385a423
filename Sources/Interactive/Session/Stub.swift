import Reports

extension Session {
  func registerPlots() throws {}
}
struct PlotPage {
  var title: String
  var charts: [Chart]
  func rendered(chartBundle: String?) -> String { "" }
}
