/* Watches how a process ends: each thread takes a moment longer to end, and what is still ending
   when the process exits is told. For LD_PRELOAD on Linux. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef void *(*body)(void *);
struct start {
  body run;
  void *argument;
};

static _Atomic int ending, ended;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;

static void thread_ended(void *ignored) {
  (void)ignored;
  ended++;
  ending--;
}

static void process_exits(void) {
  dprintf(STDERR_FILENO, "threads that ended: %d, still ending: %d\n", ended, ending);
}

/* Registered when a thread is over, so after what libraries registered: it is called before them. */
static void watch(void) {
  pthread_key_create(&key, thread_ended);
  atexit(process_exits);
}

static void *run(void *given) {
  struct start start = *(struct start *)given;
  free(given);
  void *result = start.run(start.argument);
  ending++;
  pthread_once(&once, watch);
  pthread_setspecific(key, &key);
  usleep(200000);
  return result;
}

int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, body wanted, void *argument) {
  int (*create)(pthread_t *, const pthread_attr_t *, body, void *) =
      (int (*)(pthread_t *, const pthread_attr_t *, body, void *))dlsym(RTLD_NEXT, "pthread_create");
  struct start *start = malloc(sizeof *start);
  start->run = wanted;
  start->argument = argument;
  return create(thread, attributes, run, start);
}
