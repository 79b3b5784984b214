import ArgumentParser
import Workflows

/// `--only` and `--except`.
struct SelectionFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Take these campaigns alone: a key, tag:TAG, or a file or folder. May be repeated. All others \
      stay as they are.
      """, valueName: "campaigns"))
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave these campaigns out, named as for --only. May be repeated.", valueName: "campaigns"))
  var except: [String] = []

  var isEmpty: Bool { only.isEmpty && except.isEmpty }

  var words: SelectionWords { SelectionWords(only: only, except: except) }
}
