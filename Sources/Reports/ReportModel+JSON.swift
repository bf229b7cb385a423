import Statistics

extension ReportModel {
  /// The whole model as the text of `report.json`, ending in a line break.
  ///
  /// Numbers are unrounded; an undefined one is `null` beside its reasons.
  package var json: String {
    let document: JSONValue = [
      "format": .integer(1),
      "title": .string(title),
      "question": JSONValue(question),
      "study": .string(studyFile),
      "level": .number(level),
      "p_adjustment": .string(adjustment.rawValue),
      "design": [
        "kind": .string(design.kind.rawValue),
        "parameters": .array(design.parameters.map(JSONValue.string)),
      ],
      "scenarios": .array(scenarios.map(\.json)),
      "measures": .array(measures.map(\.json)),
      "comparison": .array(comparisonJSON),
      "series": .array(series.map(\.json)),
      "tables": .array(tables.map(\.json)),
      "sections": .array(sections.map(\.json)),
      "definitions": .array(definitions.map(\.json)),
      "findings": findingsJSON,
      "failures": .array(
        failures.map {
          [
            "scenario": .string($0.scenario), "replicate": .integer($0.replicate),
            "message": .string($0.message),
          ]
        }),
      "notes": .array(notes.map(JSONValue.string)),
      "provenance": provenance.json,
      "source": .string(studySource),
    ]
    return document.text + "\n"
  }

  private var comparisonJSON: [JSONValue] {
    zip(scenarios, cells).flatMap { scenario, row in
      zip(measures, row).map { measure, cell in
        [
          "scenario": .string(scenario.name),
          "measure": .string(measure.name),
          "estimate": cell.estimate.json,
          "bootstrap": cell.bootstrap.json,
          "difference": cell.difference?.json ?? .null,
        ]
      }
    }
  }
}

extension Interval? {
  /// The two ends, or `null`.
  var json: JSONValue { map { [.number($0.low), .number($0.high)] } ?? .null }
}

extension Estimate {
  var json: JSONValue {
    [
      "mean": JSONValue(mean),
      "standard_deviation": JSONValue(standardDeviation),
      "standard_error": JSONValue(standardError),
      "low": JSONValue(interval?.low),
      "high": JSONValue(interval?.high),
      "n": .integer(count),
      "undefined": .integer(undefinedCount),
      "reasons": .object(reasonsInOrder.map { .init($0.reason, .integer($0.count)) }),
    ]
  }
}

extension ReportModel.Difference {
  fileprivate var json: JSONValue {
    [
      "against": .string(against),
      "estimate": paired.estimate.json,
      "t": JSONValue(paired.t),
      "p": JSONValue(paired.pValue),
      "p_adjusted": JSONValue(adjustedP),
      "p_sign_flip": JSONValue(effect?.flipP),
      "standardised": JSONValue(effect?.standardised),
      "superiority": JSONValue(effect?.superiority),
      "bootstrap": (effect?.bootstrap).json,
      "variance_reduction": JSONValue(paired.varianceReduction),
    ]
  }
}

extension ReportModel.Scenario {
  fileprivate var json: JSONValue {
    [
      "name": .string(name),
      "baseline": .boolean(isBaseline),
      "twin": JSONValue(twin),
      "settings": .object(settings.map { .init($0.name, .string($0.value)) }),
      "base": .string(base),
      "point": .array(
        point.map {
          [
            "name": .string($0.name), "number": JSONValue($0.number), "text": .string($0.text),
          ]
        }),
    ]
  }
}

extension ReportModel.Measure {
  fileprivate var json: JSONValue {
    [
      "name": .string(name),
      "unit": JSONValue(unit),
      "labels": .array(labels.map(JSONValue.string)),
      "definition": JSONValue(definition),
      "formula": JSONValue(formula),
      "range": range.map { .array([JSONValue($0.low), JSONValue($0.high)]) } ?? .null,
      "direction": JSONValue(direction),
      "reading": JSONValue(reading),
      "source": JSONValue(source),
      "own": JSONValue(own),
      "own_operationalisation": .boolean(isOwnOperationalisation),
      "value": value.map { value in
        [
          "definition": .string(value.definition), "kind": .string(value.kind),
          "beneficiary": JSONValue(value.beneficiary),
        ]
      } ?? .null,
    ]
  }
}

extension ReportModel.Series {
  fileprivate var json: JSONValue {
    let lines = lines.map { line -> JSONValue in
      [
        "scenario": .string(line.scenario),
        "mean": .array(line.mean.map { JSONValue($0) }),
        "low": .array(line.low.map { JSONValue($0) }),
        "high": .array(line.high.map { JSONValue($0) }),
      ]
    }
    return [
      "name": .string(name),
      "unit": JSONValue(unit),
      "first_step": .integer(firstStep),
      "lines": .array(lines),
    ]
  }
}

extension ReportModel.StudyTable {
  fileprivate var json: JSONValue {
    let scenarios = parts.map { part -> JSONValue in
      switch part.content {
      case .rows(let rows):
        let list = rows.map { JSONValue.array($0.map(\.json)) }
        return ["scenario": .string(part.scenario), "undefined": .null, "rows": .array(list)]
      case .undefined(let reason):
        return ["scenario": .string(part.scenario), "undefined": .string(reason), "rows": []]
      }
    }
    return [
      "title": .string(title),
      "note": JSONValue(note),
      "header": .array(header.map(JSONValue.string)),
      "replicate": .integer(replicate),
      "scenarios": .array(scenarios),
    ]
  }
}

extension ReportModel.StudySection {
  fileprivate var json: JSONValue {
    [
      "title": .string(title),
      "headline": JSONValue(headline),
      "text": .array(text.map(JSONValue.string)),
      "remark": JSONValue(remark),
      "tables": .array(tables.map(\.json)),
    ]
  }
}

extension ReportModel.SectionTable {
  fileprivate var json: JSONValue {
    [
      "title": JSONValue(title),
      "note": JSONValue(note),
      "header": .array(header.map(JSONValue.string)),
      "rows": .array(rows.map { .array($0.map(\.json)) }),
    ]
  }
}

extension ReportModel.Definition {
  fileprivate var json: JSONValue {
    [
      "name": .string(name),
      "traits": .object(traits.map { .init($0.name, .string($0.value)) }),
    ]
  }
}

extension ReportModel.TableCell {
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .number(number)
    case .undefined(let reason): ["undefined": .string(reason)]
    }
  }
}

extension ReportModel.Provenance {
  fileprivate var json: JSONValue {
    let files = dataFiles.map { file -> JSONValue in
      [
        "path": .string(file.path),
        "hash": .string(file.hash),
        "rows": .integer(file.rows),
        "source": JSONValue(file.source),
        "licence": JSONValue(file.licence),
      ]
    }
    return [
      "rows": .array(rows.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "data_files": .array(files),
    ]
  }
}
