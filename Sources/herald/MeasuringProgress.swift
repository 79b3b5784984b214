import Remote
import Rendering

extension Console {
  /// Tells a person what they wait for; a file or a pipe is told nothing.
  var measuringProgress: @Sendable (MeasuringEvent) -> Void {
    { [errors] event in
      guard errors.isTerminal, let text = MeasuringEventText(event).text else { return }
      errors.write(text + "\n")
    }
  }
}
