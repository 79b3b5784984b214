#ifndef HERALD_CLIBCURL_H
#define HERALD_CLIBCURL_H

#include <curl/curl.h>
#include <stdbool.h>

// `curl_easy_setopt`, `curl_multi_setopt` and `curl_easy_getinfo` are variadic, which Swift cannot
// call: here is one typed function for each option that herald sets and each fact that it asks for.

// Options of a transfer. Strings are copied by libcurl; lists, callbacks' data and error buffers
// must live as long as the transfer.

static inline CURLcode herald_set_url(CURL *easy, const char *url) {
  return curl_easy_setopt(easy, CURLOPT_URL, url);
}

static inline CURLcode herald_set_web_protocols_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline CURLcode herald_set_http_version(CURL *easy, long version) {
  return curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, version);
}

static inline CURLcode herald_set_follow_location(CURL *easy, bool follows) {
  return curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, follows ? 1L : 0L);
}

static inline CURLcode herald_set_http_get(CURL *easy) {
  return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
}

static inline CURLcode herald_set_no_body(CURL *easy) {
  return curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
}

static inline CURLcode herald_set_post(CURL *easy, curl_off_t size) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_POST, 1L);
  return code ? code : curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, size);
}

static inline CURLcode herald_set_custom_request(CURL *easy, const char *method) {
  return curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
}

static inline CURLcode herald_set_headers(CURL *easy, struct curl_slist *headers) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
  return code ? code : curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
}

static inline CURLcode herald_set_user_agent(CURL *easy, const char *agent) {
  return curl_easy_setopt(easy, CURLOPT_USERAGENT, agent);
}

static inline CURLcode herald_set_accept_all_encodings(CURL *easy) {
  return curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
}

static inline CURLcode herald_set_proxy(CURL *easy, const char *proxy) {
  return curl_easy_setopt(easy, CURLOPT_PROXY, proxy);
}

static inline CURLcode herald_set_suppress_connect_headers(CURL *easy) {
  return curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

static inline CURLcode herald_set_verify_tls(CURL *easy) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  return code ? code : curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
}

static inline CURLcode herald_set_ca_file(CURL *easy, const char *path) {
  return curl_easy_setopt(easy, CURLOPT_CAINFO, path);
}

static inline CURLcode herald_set_no_signal(CURL *easy) {
  return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

static inline CURLcode herald_set_timeout_ms(CURL *easy, long milliseconds) {
  return curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds);
}

static inline CURLcode herald_set_connect_timeout_ms(CURL *easy, long milliseconds) {
  return curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
}

static inline CURLcode herald_set_fresh_connection(CURL *easy) {
  return curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
}

static inline CURLcode herald_set_buffer_size(CURL *easy, long bytes) {
  return curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, bytes);
}

static inline CURLcode herald_set_header_callback(
  CURL *easy, curl_write_callback callback, void *data) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
  return code ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, data);
}

static inline CURLcode herald_set_write_callback(
  CURL *easy, curl_write_callback callback, void *data) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
  return code ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, data);
}

static inline CURLcode herald_set_read_callback(
  CURL *easy, curl_read_callback callback, void *data) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, callback);
  return code ? code : curl_easy_setopt(easy, CURLOPT_READDATA, data);
}

static inline CURLcode herald_set_seek_callback(
  CURL *easy, curl_seek_callback callback, void *data) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, callback);
  return code ? code : curl_easy_setopt(easy, CURLOPT_SEEKDATA, data);
}

// Options of the whole.

static inline CURLMcode herald_multi_set_connection_cache(CURLM *multi, long connections) {
  return curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections);
}

// Facts about a transfer.

static inline CURLcode herald_get_response_code(CURL *easy, long *status) {
  return curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, status);
}

/// Microseconds until the request itself was about to be sent; 0 when that was never reached.
static inline CURLcode herald_get_pretransfer_time(CURL *easy, curl_off_t *microseconds) {
  return curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, microseconds);
}

/// The `errno` of the last failed connect.
static inline CURLcode herald_get_os_errno(CURL *easy, long *number) {
  return curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, number);
}

/// OpenSSL's verdict on the certificate: an `X509_V_ERR_` code, 0 for none.
static inline CURLcode herald_get_verify_result(CURL *easy, long *verdict) {
  return curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, verdict);
}

/// The result that a message of `curl_multi_info_read` carries in its union.
static inline CURLcode herald_message_result(const CURLMsg *message) {
  return message->data.result;
}

#endif
