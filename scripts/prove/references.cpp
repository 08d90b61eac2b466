// Each function once, as a template: in double it is vectorised through libmvec (at most 4 ulp of float64, 2^-27 ulp
// of f32), in long double it takes glibc's scalar functions, which share no code with the former.
//
// Results beyond f32 only need to be recognised as such, so exponentials bound their argument at EXPONENT_LIMIT, which
// keeps libmvec off its slow path for overflow.

#include "references.hpp"

namespace {

// e^200 and 2^200 exceed the largest f32, their inverses are below every subnormal.
constexpr double EXPONENT_LIMIT = 200;

// gcc finds the vector forms of libmvec by this attribute; glibc itself declares it under -ffast-math only.
#if defined __x86_64__ && defined __GLIBC__
#define VECTOR __attribute__((simd("notinbranch"), const))
#else
#define VECTOR __attribute__((const))
#endif

#define LIBM(name)                                                                                                     \
  extern "C" VECTOR double name(double) noexcept;                                                                      \
  extern "C" long double name##l(long double) noexcept;                                                                \
  inline double name##Of(double x) { return name(x); }                                                                 \
  inline long double name##Of(long double x) { return name##l(x); }

LIBM(sin) LIBM(cos) LIBM(tan) LIBM(asin) LIBM(acos) LIBM(atan)
LIBM(exp) LIBM(exp2) LIBM(expm1) LIBM(log) LIBM(log2) LIBM(log10) LIBM(log1p)
LIBM(sinh) LIBM(cosh) LIBM(tanh) LIBM(asinh) LIBM(acosh) LIBM(atanh)
LIBM(erf) LIBM(cbrt)

#define LIBM_OF_TWO(name)                                                                                              \
  extern "C" double name(double, double) noexcept;                                                                     \
  extern "C" long double name##l(long double, long double) noexcept;                                                   \
  inline double name##Of(double x, double y) { return name(x, y); }                                                    \
  inline long double name##Of(long double x, long double y) { return name##l(x, y); }

LIBM_OF_TWO(atan2) LIBM_OF_TWO(pow) LIBM_OF_TWO(fmod)

inline double sqrtOf(double x) { return __builtin_sqrt(x); }
inline long double sqrtOf(long double x) { return __builtin_sqrtl(x); }
inline double absOf(double x) { return __builtin_fabs(x); }
inline long double absOf(long double x) { return __builtin_fabsl(x); }
inline double roundOf(double x) { return __builtin_rint(x); }
inline long double roundOf(long double x) { return __builtin_rintl(x); }

template <class T> T bounded(T x) {
  const T limit = EXPONENT_LIMIT;
  return x > limit ? limit : (x < -limit ? -limit : x);
}

template <class T> constexpr T PI = static_cast<T>(3.14159265358979323846264338327950288L);

// sin(pi x + extra pi/2). x modulo 2 and its distance to the nearest half are exact.
template <class T> T sinOfHalfTurns(T x, int extra) {
  const T turn = x - 2 * roundOf(x / 2);
  const T halves = roundOf(2 * turn);
  const T angle = PI<T> * (turn - halves / 2);
  const int quadrant = static_cast<int>(halves) + extra;
  const T value = (quadrant & 1) != 0 ? cosOf(angle) : sinOf(angle);
  return (quadrant & 2) != 0 ? -value : value;
}

template <class T> T sechSquared(T x) {
  const T e = expOf(-2 * bounded(absOf(x)));
  return 4 * e / ((1 + e) * (1 + e));
}

template <class T> T sigmoid(T x) {
  const T e = expOf(-bounded(absOf(x)));
  return (x < 0 ? e : 1) / (1 + e);
}

template <class T> T logSumExp(T x, T y) {
  T large = x > y ? x : y, small = x > y ? y : x;
  if (large > T(-1.4) && large < 0) return log1pOf(expm1Of(large) + expOf(small));
  return large + log1pOf(expOf(bounded(small - large)));
}
template <class T> T softplus(T x) { return (x > 0 ? x : 0) + log1pOf(expOf(-bounded(absOf(x)))); }

// x - y floor(x / y); fmod is exact.
template <class T> T flooredModulo(T x, T y) {
  const T remainder = fmodOf(x, y);
  return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder;
}

#define UNARY(name, symmetry, formula)                                                                                 \
  {name, 1, symmetry,                                                                                                  \
   [](const float *xs, const float *, double *results, std::size_t count) {                                            \
     _Pragma("omp simd") for (std::size_t i = 0; i < count; ++i) {                                                     \
       const double x = xs[i];                                                                                         \
       results[i] = formula;                                                                                           \
     }                                                                                                                 \
   },                                                                                                                  \
   [](float xArgument, float) {                                                                                        \
     const long double x = xArgument;                                                                                  \
     return static_cast<long double>(formula);                                                                         \
   }}

#define BINARY(name, formula)                                                                                          \
  {name, 2, 0,                                                                                                         \
   [](const float *xs, const float *ys, double *results, std::size_t count) {                                          \
     for (std::size_t i = 0; i < count; ++i) {                                                                         \
       const double x = xs[i];                                                                                         \
       const double y = ys[i];                                                                                         \
       results[i] = formula;                                                                                           \
     }                                                                                                                 \
   },                                                                                                                  \
   [](float xArgument, float yArgument) {                                                                              \
     const long double x = xArgument;                                                                                  \
     const long double y = yArgument;                                                                                  \
     return static_cast<long double>(formula);                                                                         \
   }}

} // namespace

const Reference REFERENCES[] = {
    UNARY("gs_sqrt", 0, sqrtOf(x)),
    UNARY("gs_cbrt", -1, cbrtOf(x)),
    UNARY("gs_sin", -1, sinOf(x)),
    UNARY("gs_cos", 1, cosOf(x)),
    UNARY("gs_sin_small", -1, sinOf(x)),
    UNARY("gs_cos_small", 1, cosOf(x)),
    UNARY("gs_tan", -1, tanOf(x)),
    UNARY("gs_sinpi", -1, sinOfHalfTurns(x, 0)),
    UNARY("gs_cospi", 1, sinOfHalfTurns(x, 1)),
    UNARY("gs_exp", 0, expOf(bounded(x))),
    UNARY("gs_exp2", 0, exp2Of(bounded(x))),
    UNARY("gs_expm1", 0, expm1Of(bounded(x))),
    UNARY("gs_log", 0, logOf(x)),
    UNARY("gs_log2", 0, log2Of(x)),
    UNARY("gs_log10", 0, log10Of(x)),
    UNARY("gs_log1p", 0, log1pOf(x)),
    UNARY("gs_sinh", -1, sinhOf(bounded(x))),
    UNARY("gs_cosh", 1, coshOf(bounded(x))),
    UNARY("gs_tanh", -1, tanhOf(x)),
    UNARY("gs_sech2", 1, sechSquared(x)),
    UNARY("gs_asinh", -1, asinhOf(x)),
    UNARY("gs_acosh", 0, acoshOf(x)),
    UNARY("gs_atanh", -1, atanhOf(x)),
    UNARY("gs_asin", -1, asinOf(x)),
    UNARY("gs_acos", 0, acosOf(x)),
    UNARY("gs_atan", -1, atanOf(x)),
    UNARY("gs_erf", -1, erfOf(x)),
    UNARY("gs_sigmoid", 0, sigmoid(x)),
    UNARY("gs_softplus", 0, softplus(x)),
    BINARY("gs_div", x / y),
    BINARY("gs_logsumexp", logSumExp(x, y)),
    BINARY("gs_hypot", sqrtOf(x * x + y * y)),
    BINARY("gs_mod", flooredModulo(x, y)),
    BINARY("gs_pow", powOf(x, y)),
    BINARY("gs_atan2", atan2Of(x, y)),
    {nullptr, 0, 0, nullptr, nullptr},
};
