// The mathematical functions that the library approximates, in float64 over arrays, and one argument at a time in long
// double to confirm what stands out.

#pragma once

#include <cstddef>

struct Reference {
  const char *name;
  int arity;
  // +1 where f(-x) = f(x), -1 where f(-x) = -f(x), else 0.
  int symmetry;
  void (*overArrays)(const float *x, const float *y, double *result, std::size_t count);
  long double (*precise)(float x, float y);
};

// Ends with an entry without a name.
extern const Reference REFERENCES[];
