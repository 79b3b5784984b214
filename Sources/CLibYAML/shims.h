#ifndef HERALD_CLIBYAML_H
#define HERALD_CLIBYAML_H
#include <yaml.h>
#endif
