import CLibCurl

/// The client's thread: starts what waits while places are free, lets libcurl work, and hands back
/// what is done. Nothing here is touched by another thread but the inbox.
struct TransferLoop {
  private let inbox: Inbox
  private let multi: MultiHandle
  private let configuration: HTTPClient.Configuration
  private var queue = RequestQueue<PendingRequest>()
  private var running: [UnsafeMutableRawPointer: Transfer] = [:]
  /// Handles between two uses, which saves setting them up.
  private var spare: [UnsafeMutableRawPointer] = []

  init(inbox: Inbox, multi: MultiHandle, configuration: HTTPClient.Configuration) {
    self.inbox = inbox
    self.multi = multi
    self.configuration = configuration
  }

  mutating func run() {
    while true {
      let mail = inbox.take()
      mail.submitted.forEach { enqueue($0) }
      mail.cancelled.forEach { drop($0) }
      if mail.isStopping { break }

      startWaiting()
      if let failure = work() { failRunning(.libraryFailed(code: failure)) }
    }
    stop()
  }

  /// Lets libcurl work until something is to be done here. The code of a failure that has nothing
  /// to do with one transfer, which leaves none of them usable.
  private mutating func work() -> Int? {
    var stillRunning: Int32 = 0
    let performed = curl_multi_perform(multi.pointer, &stillRunning)
    if performed != CURLM_OK { return Int(performed.rawValue) }
    if finishCompleted() && !queue.isEmpty { return nil }
    let wait = running.isEmpty ? Self.longestIdleWait : Self.longestWaitForTransfers
    let polled = curl_multi_poll(multi.pointer, nil, 0, wait, nil)
    return polled == CURLM_OK ? nil : Int(polled.rawValue)
  }

  /// Milliseconds. libcurl wakes earlier for its own timers and we for our mail: only a bound.
  private static let longestIdleWait: Int32 = 60_000

  /// Milliseconds until libcurl looks at each transfer again, whatever the connections do. Its
  /// HTTP/2 (7.88 of Debian 12 among others) at times has a whole answer in its buffers and waits
  /// for the connection to say more, until the request's time is over.
  private static let longestWaitForTransfers: Int32 = 50
}

// MARK: - Starting

extension TransferLoop {
  /// A request may have been cancelled before it came here, and its cancellation have been looked at
  /// and found nothing to end.
  private mutating func enqueue(_ pending: PendingRequest) {
    queue.append(pending)
    if pending.isCancelled { drop(pending) }
  }

  private mutating func startWaiting() {
    while running.count < configuration.maximumConcurrency, let pending = queue.popFirst() {
      inbox.leaveQueue()
      do throws(HTTPError) {
        if let latest = pending.latest, latest < .now {
          throw .notBegun(within: pending.prepared.request.startsWithin ?? .zero)
        }
        try start(pending)
      } catch {
        pending.finish(.failure(error))
      }
    }
  }

  private mutating func start(_ pending: PendingRequest) throws(HTTPError) {
    guard let easy = spare.popLast() ?? curl_easy_init() else {
      throw .libraryFailed(code: Int(CURLE_OUT_OF_MEMORY.rawValue))
    }
    let transfer = Transfer(pending, easy: easy, configuration: configuration)
    do throws(HTTPError) {
      try transfer.configure()
    } catch {
      recycle(transfer)
      throw error
    }
    let added = curl_multi_add_handle(multi.pointer, easy)
    if added != CURLM_OK {
      recycle(transfer)
      throw .libraryFailed(code: Int(added.rawValue))
    }
    running[easy] = transfer
  }
}

// MARK: - Finishing

extension TransferLoop {
  /// Hands back what is done; whether there was something.
  private mutating func finishCompleted() -> Bool {
    var finishedAny = false
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi.pointer, &left) {
      guard message.pointee.msg == CURLMSG_DONE,
        let transfer = running[message.pointee.easy_handle]
      else { continue }
      let code = herald_message_result(message)
      finish(transfer, transfer.result(of: code))
      finishedAny = true
    }
    return finishedAny
  }

  private mutating func finish(_ transfer: Transfer, _ result: TransferResult) {
    running[transfer.easy] = nil
    curl_multi_remove_handle(multi.pointer, transfer.easy)
    recycle(transfer)
    transfer.pending.finish(result)
  }

  private mutating func recycle(_ transfer: Transfer) {
    transfer.releaseOptions()
    curl_easy_reset(transfer.easy)
    spare.append(transfer.easy)
  }

  /// Ends a cancelled request at once, whether it waits, runs, or is finished already.
  private mutating func drop(_ pending: PendingRequest) {
    if let transfer = running.values.first(where: { $0.pending === pending }) {
      finish(transfer, .failure(.cancelled(sentRequest: transfer.hasBegunSending)))
    } else if queue.remove(pending) {
      inbox.leaveQueue()
      pending.finish(.failure(.cancelled(sentRequest: false)))
    }
  }

  private mutating func failRunning(_ error: HTTPError) {
    for transfer in Array(running.values) { finish(transfer, .failure(error)) }
  }

  private mutating func stop() {
    for transfer in Array(running.values) {
      finish(transfer, .failure(.cancelled(sentRequest: transfer.hasBegunSending)))
    }
    while let pending = queue.popFirst() {
      pending.finish(.failure(.cancelled(sentRequest: false)))
    }
    let waiters = inbox.markStopped()
    spare.forEach { curl_easy_cleanup($0) }
    multi.close()
    waiters.forEach { $0.resume() }
  }
}
