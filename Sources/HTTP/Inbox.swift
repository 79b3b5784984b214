import CLibCurl
import Synchronization

/// What callers leave for the client's thread, and the means to wake it.
final class Inbox: Sendable {
  /// What has come in since the thread last looked.
  struct Mail {
    var submitted: [PendingRequest] = []
    var cancelled: [PendingRequest] = []
    var isStopping = false
  }

  private struct Contents {
    var mail = Mail()
    /// Requests submitted and not yet started, here or in the thread's own queue.
    var waiting = 0
    var hasStopped = false
    var stopWaiters: [CheckedContinuation<Void, Never>] = []
  }

  private let multi: MultiHandle
  private let capacity: Int
  private let contents = Mutex(Contents())

  init(multi: MultiHandle, capacity: Int) {
    self.multi = multi
    self.capacity = capacity
  }
}

// MARK: - For callers, on any thread

extension Inbox {
  func submit(_ pending: PendingRequest) {
    let refusal: HTTPError? = contents.withLock { contents in
      if contents.hasStopped || contents.mail.isStopping { return .cancelled(sentRequest: false) }
      if contents.waiting >= capacity { return .queueFull(limit: capacity) }
      contents.waiting += 1
      contents.mail.submitted.append(pending)
      multi.wake()
      return nil
    }
    if let refusal { pending.finish(.failure(refusal)) }
  }

  /// Marks a request, which may not have been submitted yet or be finished already.
  func cancel(_ pending: PendingRequest) {
    pending.cancel()
    contents.withLock { contents in
      if contents.hasStopped { return }
      contents.mail.cancelled.append(pending)
      multi.wake()
    }
  }

  /// Asks the thread to end. The waiter, if any, resumes when it has.
  func stop(_ waiter: CheckedContinuation<Void, Never>? = nil) {
    let hasStopped = contents.withLock { contents in
      if contents.hasStopped { return true }
      if let waiter { contents.stopWaiters.append(waiter) }
      contents.mail.isStopping = true
      multi.wake()
      return false
    }
    if hasStopped { waiter?.resume() }
  }
}

// MARK: - For the client's thread

extension Inbox {
  /// Everything that has come in. A stop stays.
  func take() -> Mail {
    contents.withLock { contents in
      let mail = contents.mail
      contents.mail = Mail(isStopping: mail.isStopping)
      return mail
    }
  }

  /// Frees the place in the queue of a request that starts or is dropped.
  func leaveQueue() {
    contents.withLock { $0.waiting -= 1 }
  }

  /// The thread's last act: after this nobody wakes it, so that its handle can go.
  func markStopped() -> [CheckedContinuation<Void, Never>] {
    contents.withLock { contents in
      contents.hasStopped = true
      defer { contents.stopWaiters = [] }
      return contents.stopWaiters
    }
  }
}
