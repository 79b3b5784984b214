#ifndef HERALD_CLIBCURL_H
#define HERALD_CLIBCURL_H
#include <curl/curl.h>
#endif
