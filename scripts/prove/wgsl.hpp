// The part of WGSL that shaders/math uses, in C++20: scalar types, conversions and built-in functions under their
// WGSL names, so that translated text compiles nearly as it stands. Not an emulator: it has no vectors beyond the
// rows of a table, no memory and no threads.
//
// Where WGSL defines what C++ leaves undefined, the build says so: -fwrapv for integers.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

// As compilers of shaders do; and no loop over arguments is vectorised around a call.
#define INLINED static inline __attribute__((always_inline))

namespace wgsl {

using f32 = float;
using i32 = std::int32_t;
using u32 = std::uint32_t;

struct vec2f { f32 x, y; };
struct vec3f { f32 x, y, z; };

// Zero, defined in another unit: like the uniform on a device, no value that the compiler could know, yet one it may
// read once and keep. A volatile would forbid more than device compilers forbid themselves.
extern const u32 zeroOfDevice;
inline u32 opaqueZero() { return zeroOfDevice; }

template <class To, class From> inline To bitcast(From value) { return std::bit_cast<To>(value); }

template <class T> inline T min(T a, T b) { return b < a ? b : a; }
template <class T> inline T max(T a, T b) { return a < b ? b : a; }
template <class T> inline T clamp(T value, T low, T high) { return min(max(value, low), high); }

inline f32 abs(f32 x) { return __builtin_fabsf(x); }
inline i32 abs(i32 x) { return x < 0 ? -x : x; }
inline f32 sqrt(f32 x) { return __builtin_sqrtf(x); }
inline f32 floor(f32 x) { return __builtin_floorf(x); }
inline f32 sign(f32 x) { return x > 0 ? 1.0f : x < 0 ? -1.0f : 0.0f; }
// Ties to even.
inline f32 round(f32 x) { return __builtin_rintf(x); }
inline u32 countLeadingZeros(u32 x) { return static_cast<u32>(std::countl_zero(x)); }

// WGSL leaves open whether fma rounds once or twice.
inline f32 fma(f32 a, f32 b, f32 c) {
#ifdef WGSL_FUSED_FMA
  return __builtin_fmaf(a, b, c);
#else
  return a * b + c;
#endif
}

} // namespace wgsl

// A macro, since gcc 12 cannot vectorise a bool that it passes as an argument. That only one of the two values is
// evaluated changes nothing: no function of the library has side effects.
#define select(whenFalse, whenTrue, condition) ((condition) ? (whenTrue) : (whenFalse))
