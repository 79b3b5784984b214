public import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What can be wrong with a file before a byte of it is looked at.
public enum FileDiagnostics {
  public static let all: [DiagnosticKind] = [
    unreadableKind, notAFileKind, tooLargeKind, tooDeepKind,
  ]

  static let unreadableKind = DiagnosticKind(
    "unreadable-file",
    summary: "a file or folder of the project cannot be read",
    explanation: """
      herald reads every `.yaml` and `.yml` file below the folder of `herald.yaml`. One that it \
      cannot read may hold campaigns, and leaving it out could read as their removal: so nothing is \
      planned until it can be read, moved out of the project, or deleted. A link that leads nowhere \
      counts as well, whatever it is called: it may have led to a folder of campaigns.
      """)

  static let notAFileKind = DiagnosticKind(
    "not-a-file",
    summary: "something named like a campaign file is not a file",
    explanation: """
      A socket, a pipe or a device whose name ends in `.yaml` or `.yml` cannot hold a campaign. \
      Rename it, or move it out of the project. (A folder may have such a name: the files in it are \
      read.)
      """)

  static let tooLargeKind = DiagnosticKind(
    "file-too-large",
    summary: "a file is larger than a campaign file can be",
    explanation: """
      A file of more than 8 MiB is not read: it is almost certainly an export or a dump that came \
      here by mistake. Move it out of the project, or split it into several files; any number of \
      them is fine.
      """)

  static let tooDeepKind = DiagnosticKind(
    "folder-too-deep",
    summary: "folders are nested more than 32 deep",
    explanation: """
      Folders below the project may be nested up to 32 deep. Campaigns are found wherever their \
      file is, so a flatter tree changes nothing remotely.
      """)

  static func unreadable(_ path: String, errno number: Int32) -> Diagnostic {
    Diagnostic(
      unreadableKind, "cannot read: \(String(cString: strerror(number)).lowercased())",
      at: label(path), help: ["make it readable, or move it out of the project"])
  }

  static func unreadableName(_ path: String) -> Diagnostic {
    Diagnostic(
      unreadableKind, "cannot read: its name is not UTF-8", at: label(path),
      help: ["rename it, or move it out of the project"])
  }

  static func elsewhere(_ path: String) -> Diagnostic {
    Diagnostic(
      notAFileKind, "a link or a repository of its own, whose files the commit does not have",
      at: label(path), help: ["check the revision out, and plan there"])
  }

  static func notAFile(_ path: String) -> Diagnostic {
    Diagnostic(
      notAFileKind, "not a regular file", at: label(path),
      help: ["rename it, or move it out of the project"])
  }

  static func tooLarge(_ path: String) -> Diagnostic {
    Diagnostic(
      tooLargeKind, "larger than 8 MiB", at: label(path),
      help: ["split it, or move it out of the project"])
  }

  static func tooDeep(_ path: String) -> Diagnostic {
    Diagnostic(
      tooDeepKind, "nested more than 32 folders deep", at: label(path),
      help: ["move it up; a file's place means nothing to herald"])
  }

  private static func label(_ path: String) -> Label {
    Label(SourceFile(path: path, bytes: []), SourceRange(0, 0))
  }
}
