// The largest error of a function on f64, against 113-bit arithmetic (libquadmath). It reads from standard input the f64
// x, y (0 for functions of one operand), and two results to compare: ours and JavaScript's; it prints JSON.
//
// Usage: float64 NAME < RECORDS

#include <quadmath.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <map>
#include <string>

using Quad = __float128;
using Function = Quad (*)(Quad x, Quad y);

namespace {

// sin(pi x + quarters pi / 2): the distance to the nearest half is exact.
Quad sineOfHalfTurns(Quad x, int quarters) {
  const Quad turn = fmodq(x, 2);
  const Quad nearest = roundq(2 * turn);
  const Quad angle = M_PIq * (turn - nearest / 2);
  switch (((static_cast<int>(nearest) + quarters) % 4 + 4) % 4) {
    case 0: return sinq(angle);
    case 1: return cosq(angle);
    case 2: return -sinq(angle);
    default: return -cosq(angle);
  }
}

Quad sech2(Quad x, Quad) {
  const Quad e = expq(-2 * fabsq(x));
  return 4 * e / ((1 + e) * (1 + e));
}

const std::map<std::string, Function> references = {
    {"sin", [](Quad x, Quad) { return sinq(x); }},
    {"cos", [](Quad x, Quad) { return cosq(x); }},
    {"tan", [](Quad x, Quad) { return tanq(x); }},
    {"sinpi", [](Quad x, Quad) { return sineOfHalfTurns(x, 0); }},
    {"cospi", [](Quad x, Quad) { return sineOfHalfTurns(x, 1); }},
    {"atan", [](Quad x, Quad) { return atanq(x); }},
    {"exp", [](Quad x, Quad) { return expq(x); }},
    {"expm1", [](Quad x, Quad) { return expm1q(x); }},
    {"sinh", [](Quad x, Quad) { return sinhq(x); }},
    {"cosh", [](Quad x, Quad) { return coshq(x); }},
    {"tanh", [](Quad x, Quad) { return tanhq(x); }},
    {"sech2", sech2},
    {"sigmoid", [](Quad x, Quad) { return 1 / (1 + expq(-x)); }},
    {"softplus", [](Quad x, Quad) { return fmaxq(x, 0) + log1pq(expq(-fabsq(x))); }},
    {"log", [](Quad x, Quad) { return logq(x); }},
    {"log2", [](Quad x, Quad) { return log2q(x); }},
    {"log10", [](Quad x, Quad) { return log10q(x); }},
    {"log1p", [](Quad x, Quad) { return log1pq(x); }},
    {"pow", [](Quad x, Quad y) { return powq(x, y); }},
    {"hypot", [](Quad x, Quad y) { return hypotq(x, y); }},
};

struct Worst {
  double relative = 0;
  double ulp = 0;
  double x = 0;
  double y = 0;

  void add(double x_, double y_, double value, Quad reference) {
    const Quad difference = fabsq(value - reference);
    const double relative_ = static_cast<double>(difference / fabsq(reference));
    int exponent = 0;
    frexpq(reference, &exponent);
    const double ulp_ = static_cast<double>(scalbnq(difference, 53 - exponent));
    if (relative_ > relative) relative = relative_;
    if (ulp_ > ulp) {
      ulp = ulp_;
      x = x_;
      y = y_;
    }
  }

  void print(const char* name) const {
    std::printf("\"%s\": {\"relative\": %.4g, \"ulp\": %.4f, \"x\": %.17g, \"y\": %.17g}", name, relative, ulp, x, y);
  }
};

}  // namespace

int main(int count, char** words) {
  const auto found = count == 2 ? references.find(words[1]) : references.end();
  if (found == references.end()) {
    std::fprintf(stderr, "no reference for %s\n", count == 2 ? words[1] : "nothing");
    return 1;
  }
  Worst ours, javascript;
  long tested = 0;
  double record[4];
  while (std::fread(record, sizeof record, 1, stdin) == 1) {
    const Quad reference = found->second(record[0], record[1]);
    const double magnitude = static_cast<double>(fabsq(reference));
    // Undefined, overflown and subnormal results have no digits to compare; the tests look after those.
    if (!std::isnormal(magnitude)) continue;
    tested += 1;
    ours.add(record[0], record[1], record[2], reference);
    javascript.add(record[0], record[1], record[3], reference);
  }
  std::printf("{");
  ours.print("ours");
  std::printf(", ");
  javascript.print("javascript");
  std::printf(", \"tested\": %ld}\n", tested);
}
