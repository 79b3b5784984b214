#ifndef HERALD_CLIBYAML_H
#define HERALD_CLIBYAML_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <yaml.h>

// Swift imports a C union as computed properties that copy it whole; here each event is laid flat
// in C once, so that reading a field in Swift is a load.

typedef enum __attribute__((enum_extensibility(closed))) herald_yaml_kind : int {
  herald_yaml_kind_stream_start,
  herald_yaml_kind_stream_end,
  herald_yaml_kind_document_start,
  herald_yaml_kind_document_end,
  herald_yaml_kind_alias,
  herald_yaml_kind_scalar,
  herald_yaml_kind_sequence_start,
  herald_yaml_kind_sequence_end,
  herald_yaml_kind_mapping_start,
  herald_yaml_kind_mapping_end,
} herald_yaml_kind;

typedef enum __attribute__((enum_extensibility(closed))) herald_yaml_style : int {
  herald_yaml_style_plain,
  herald_yaml_style_single_quoted,
  herald_yaml_style_double_quoted,
  herald_yaml_style_literal,
  herald_yaml_style_folded,
} herald_yaml_style;

/// One parser, and its current event laid flat. Pointers hold until the next event.
typedef struct herald_yaml_reader {
  yaml_parser_t parser;
  yaml_event_t event;
  herald_yaml_kind kind;
  /// Of a scalar.
  herald_yaml_style style;
  /// Of a collection's start: written with brackets or braces.
  bool is_flow;
  /// Of a document's start: %TAG lines precede it.
  bool has_tag_directives;
  /// Of a document's start: its %YAML version, or zeros.
  int major, minor;
  /// In Unicode scalars from the start of the input.
  size_t start, end;
  /// A scalar's value or an alias's name.
  const unsigned char *text;
  size_t length;
  const unsigned char *anchor;
  const unsigned char *tag;
} herald_yaml_reader;

/// The bytes must outlive the reader. False when there is no memory.
static inline bool herald_yaml_open(
    herald_yaml_reader *reader, const unsigned char *bytes, size_t size) {
  memset(reader, 0, sizeof *reader);
  if (!yaml_parser_initialize(&reader->parser)) return false;
  yaml_parser_set_input_string(&reader->parser, bytes, size);
  // Without this libyaml skips a byte order mark without counting it, and takes UTF-16.
  yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
  return true;
}

static inline void herald_yaml_close(herald_yaml_reader *reader) {
  yaml_event_delete(&reader->event);
  yaml_parser_delete(&reader->parser);
}

/// Steps to the next event. False at an error, which is then in `parser`; not to be called again.
static inline bool herald_yaml_next(herald_yaml_reader *reader) {
  yaml_event_t *event = &reader->event;
  yaml_event_delete(event);
  if (!yaml_parser_parse(&reader->parser, event)) return false;
  reader->start = event->start_mark.index;
  reader->end = event->end_mark.index;
  reader->anchor = NULL;
  reader->tag = NULL;
  switch (event->type) {
    case YAML_SCALAR_EVENT:
      reader->kind = herald_yaml_kind_scalar;
      reader->text = event->data.scalar.value;
      reader->length = event->data.scalar.length;
      reader->anchor = event->data.scalar.anchor;
      reader->tag = event->data.scalar.tag;
      switch (event->data.scalar.style) {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE:
          reader->style = herald_yaml_style_single_quoted;
          break;
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
          reader->style = herald_yaml_style_double_quoted;
          break;
        case YAML_LITERAL_SCALAR_STYLE:
          reader->style = herald_yaml_style_literal;
          break;
        case YAML_FOLDED_SCALAR_STYLE:
          reader->style = herald_yaml_style_folded;
          break;
        default:
          reader->style = herald_yaml_style_plain;
          break;
      }
      return true;
    case YAML_ALIAS_EVENT:
      reader->kind = herald_yaml_kind_alias;
      reader->text = event->data.alias.anchor;
      reader->length = strlen((const char *)event->data.alias.anchor);
      return true;
    case YAML_SEQUENCE_START_EVENT:
      reader->kind = herald_yaml_kind_sequence_start;
      reader->is_flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
      reader->anchor = event->data.sequence_start.anchor;
      reader->tag = event->data.sequence_start.tag;
      return true;
    case YAML_SEQUENCE_END_EVENT:
      reader->kind = herald_yaml_kind_sequence_end;
      return true;
    case YAML_MAPPING_START_EVENT:
      reader->kind = herald_yaml_kind_mapping_start;
      reader->is_flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
      reader->anchor = event->data.mapping_start.anchor;
      reader->tag = event->data.mapping_start.tag;
      return true;
    case YAML_MAPPING_END_EVENT:
      reader->kind = herald_yaml_kind_mapping_end;
      return true;
    case YAML_DOCUMENT_START_EVENT: {
      yaml_version_directive_t *version = event->data.document_start.version_directive;
      reader->kind = herald_yaml_kind_document_start;
      reader->major = version ? version->major : 0;
      reader->minor = version ? version->minor : 0;
      reader->has_tag_directives = event->data.document_start.tag_directives.start
          != event->data.document_start.tag_directives.end;
      return true;
    }
    case YAML_DOCUMENT_END_EVENT:
      reader->kind = herald_yaml_kind_document_end;
      return true;
    case YAML_STREAM_START_EVENT:
      reader->kind = herald_yaml_kind_stream_start;
      return true;
    default:
      reader->kind = herald_yaml_kind_stream_end;
      return true;
  }
}

/// libyaml's bare event loop, which the benchmark takes as its measure: the number of events up to
/// the end or the first error.
static inline size_t herald_yaml_count_events(const unsigned char *bytes, size_t size) {
  yaml_parser_t parser;
  yaml_event_t event;
  size_t count = 0;
  bool done = false;
  if (!yaml_parser_initialize(&parser)) return 0;
  yaml_parser_set_input_string(&parser, bytes, size);
  while (!done && yaml_parser_parse(&parser, &event)) {
    done = event.type == YAML_STREAM_END_EVENT;
    count += 1;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return count;
}

#endif
