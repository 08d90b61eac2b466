// Largest error of one function of the library over every f32, or over samples of pairs where it takes two.
//
//   exhaustive NAME [--largest MAGNITUDE] [--stride N] [--threads N] [--flush] [--pairs COUNT FROM TO SPACING FROM TO SPACING]…
//
// Prints one line of JSON. The error of a result v against the reference r, in ulp of f32:
// - |v - r| / ulp(r) where 2^-126 <= |r| < 2^128; an infinite v counts as 2^128;
// - 0 where |r| >= 2^128 and v is the infinity of its sign;
// - 0 where |r| < 2^-126 and |v| <= 2^-126: such results may be rounded in any way, or flushed;
// - 0 where r and v are NaN; infinite in all other cases.
// A subnormal argument may count as the zero of its sign.
//
// With --flush, the function runs while the processor takes subnormal arguments for zero and makes zero of subnormal
// results, as GPUs may.

#include "references.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#ifdef __SSE__
#include <xmmintrin.h>
#endif

using Evaluate = void(const float *x, const float *y, float *result, std::size_t count);
#define DECLARE(name) extern "C" Evaluate name;
#define ENTRY(name) {#name, name},
#include "functions.inc" // FUNCTIONS(apply), written beside the translated library
FUNCTIONS(DECLARE)

namespace wgsl {
extern const std::uint32_t zeroOfDevice;
const std::uint32_t zeroOfDevice = 0;
} // namespace wgsl

namespace {

// A block with its results and references stays in the first-level cache.
constexpr std::size_t BLOCK = 1024;
constexpr std::uint64_t BLOCKS_PER_CLAIM = 256;
constexpr std::uint64_t MAGNITUDES = std::uint64_t{1} << 31;
constexpr double SMALLEST_NORMAL = 0x1p-126;
constexpr double BEYOND_LARGEST = 0x1p128;
constexpr double INFINITE = std::numeric_limits<double>::infinity();

struct Range { double from, to; bool byBits; };
struct PairRange { std::uint64_t count; Range x, y; };

struct Request {
  const Reference *reference;
  Evaluate *evaluate;
  double largest = INFINITE;
  std::uint64_t stride = 1;
  unsigned threads = 1;
  bool flush = false;
  std::vector<PairRange> pairs;
};

struct Findings {
  double error = -1;
  float x = 0, y = 0, value = 0;
  std::uint64_t tested = 0;
  // Arguments at which the symmetry of the function does not hold bit by bit.
  std::uint64_t asymmetric = 0;

  void merge(const Findings &other) {
    tested += other.tested;
    asymmetric += other.asymmetric;
    if (other.error > error) {
      error = other.error, x = other.x, y = other.y, value = other.value;
    }
  }
};

// Branchless, so that loops over it are vectorised. r must not be NaN.
inline double errorOfNumber(float value, double r) {
  const double size = std::fabs(r);
  const double v = value;
  const double finite = std::fabs(v) < BEYOND_LARGEST ? v : std::copysign(BEYOND_LARGEST, v);
  // ulp(r) = 2^-23 of the power of two at or below |r|.
  const double power = std::bit_cast<double>(std::bit_cast<std::uint64_t>(size) & 0x7ff0000000000000u);
  const double ordinary = std::fabs(finite - r) / power * 0x1p23;
  const double small = std::fabs(v) <= SMALLEST_NORMAL ? 0 : INFINITE;
  const double large = v == std::copysign(INFINITE, r) ? 0 : INFINITE;
  const double some = size < SMALLEST_NORMAL ? small : size < BEYOND_LARGEST ? ordinary : large;
  return v == v ? some : INFINITE;
}

inline double errorOf(float value, double r) { return r == r ? errorOfNumber(value, r) : value == value ? INFINITE : 0; }

// Not by comparison with floats, which may be flushed.
bool isSubnormal(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x) & 0x7fffffffu;
  return bits != 0 && bits < 0x00800000u;
}

float zeroOfSign(float x) { return std::bit_cast<float>(std::bit_cast<std::uint32_t>(x) & 0x80000000u); }

// The error at one argument, with the precise reference and with subnormal arguments as they are or as zeros.
double confirmedError(const Reference &reference, float x, float y, float value) {
  double least = INFINITE;
  for (const float a : {x, isSubnormal(x) ? zeroOfSign(x) : x}) {
    for (const float b : {y, isSubnormal(y) ? zeroOfSign(y) : y}) {
      least = std::min(least, errorOf(value, static_cast<double>(reference.precise(a, b))));
    }
  }
  return least;
}

#ifdef __SSE__
constexpr unsigned FLUSH_BITS = 0x8040; // flush to zero, denormals are zero
unsigned floatingPointMode() { return _mm_getcsr(); }
void setFloatingPointMode(unsigned mode) { _mm_setcsr(mode); }
#else
constexpr unsigned FLUSH_BITS = 0;
unsigned floatingPointMode() { return 0; }
void setFloatingPointMode(unsigned) {}
#endif

struct Block {
  std::vector<float> x = std::vector<float>(BLOCK), y = std::vector<float>(BLOCK);
  std::vector<float> value = std::vector<float>(BLOCK), mirrored = std::vector<float>(BLOCK);
  std::vector<double> reference = std::vector<double>(BLOCK);
  std::size_t count = 0;
};

// The function at block.x, block.y.
void evaluate(const Request &request, Block &block, std::vector<float> &result) {
  const unsigned mode = floatingPointMode();
  if (request.flush) setFloatingPointMode(mode | FLUSH_BITS);
  request.evaluate(block.x.data(), block.y.data(), result.data(), block.count);
  setFloatingPointMode(mode);
}

// Adds the results block.value at block.x, block.y to the findings.
void judge(const Request &request, Block &block, Findings &findings) {
  request.reference->overArrays(block.x.data(), block.y.data(), block.reference.data(), block.count);
  double largest = 0;
#pragma omp simd reduction(max : largest)
  for (std::size_t i = 0; i < block.count; ++i) {
    const double error = errorOf(block.value[i], block.reference[i]);
    largest = error > largest ? error : largest;
  }
  findings.tested += block.count;
  if (largest <= findings.error) return;
  for (std::size_t i = 0; i < block.count; ++i) {
    if (errorOf(block.value[i], block.reference[i]) <= findings.error) continue;
    const double error = confirmedError(*request.reference, block.x[i], block.y[i], block.value[i]);
    if (error > findings.error) {
      findings.error = error;
      findings.x = block.x[i], findings.y = block.y[i], findings.value = block.value[i];
    }
  }
}

// Compares the results at -block.x with those at block.x.
void testSymmetry(const Request &request, Block &block, Findings &findings) {
  const std::uint32_t flip = request.reference->symmetry < 0 ? 0x80000000u : 0;
  for (std::size_t i = 0; i < block.count; ++i) block.x[i] = -block.x[i];
  evaluate(request, block, block.mirrored);
  std::uint64_t different = 0;
  for (std::size_t i = 0; i < block.count; ++i) {
    const auto value = std::bit_cast<std::uint32_t>(block.value[i]);
    const auto mirrored = std::bit_cast<std::uint32_t>(block.mirrored[i]);
    const bool bothNan = (value & 0x7fffffffu) > 0x7f800000u && (mirrored & 0x7fffffffu) > 0x7f800000u;
    different += (value ^ flip) != mirrored && !bothNan;
  }
  findings.asymmetric += different;
  findings.tested += block.count;
}

// The magnitudes first, first + stride, …, below `end`, with both signs.
void testMagnitudes(const Request &request, std::uint64_t first, std::uint64_t end, Block &block, Findings &findings) {
  block.count = 0;
  for (std::uint64_t bits = first; bits < end && block.count < BLOCK; bits += request.stride) {
    block.x[block.count++] = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  }
  evaluate(request, block, block.value);
  judge(request, block, findings);
  if (request.reference->symmetry != 0) {
    testSymmetry(request, block, findings);
    return;
  }
  for (std::size_t i = 0; i < block.count; ++i) block.x[i] = -block.x[i];
  evaluate(request, block, block.value);
  judge(request, block, findings);
}

// Number of f32 from zero to x, negative for negative x; and back.
std::int64_t orderOf(float x) {
  const auto bits = std::bit_cast<std::int32_t>(std::fabs(x));
  return std::signbit(x) ? -std::int64_t{bits} : bits;
}
float valueOfOrder(std::int64_t order) {
  const float size = std::bit_cast<float>(static_cast<std::int32_t>(std::abs(order)));
  return order < 0 ? -size : size;
}

float argumentAt(const Range &range, double position) {
  const auto from = static_cast<float>(range.from);
  const auto to = static_cast<float>(range.to);
  if (!range.byBits) return static_cast<float>(range.from + (range.to - range.from) * position);
  return valueOfOrder(orderOf(from) + static_cast<std::int64_t>(std::floor(
                                          static_cast<double>(orderOf(to) - orderOf(from)) * position)));
}

// The additive recurrence of Roberts (2018) in two dimensions: powers of the inverse of the root of p^3 = p + 1.
void testPairs(const Request &request, const PairRange &range, std::uint64_t first, Block &block, Findings &findings) {
  constexpr double PLASTIC = 1.32471795724474602596;
  block.count = std::min<std::uint64_t>(BLOCK, range.count - first);
  for (std::size_t i = 0; i < block.count; ++i) {
    const double n = static_cast<double>(first + i + 1);
    block.x[i] = argumentAt(range.x, std::fmod(n / PLASTIC, 1));
    block.y[i] = argumentAt(range.y, std::fmod(n / (PLASTIC * PLASTIC), 1));
  }
  evaluate(request, block, block.value);
  judge(request, block, findings);
}

// Calls task(claim, block, findings) for every claim below `claims`, on all threads.
template <class Task> Findings inParallel(const Request &request, std::uint64_t claims, Task task) {
  std::atomic<std::uint64_t> next{0};
  std::mutex mutex;
  Findings total;
  const auto work = [&] {
    Block block;
    Findings findings;
    for (std::uint64_t claim; (claim = next++) < claims;) task(claim, block, findings);
    const std::lock_guard lock(mutex);
    total.merge(findings);
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < request.threads; ++i) threads.emplace_back(work);
  for (auto &thread : threads) thread.join();
  return total;
}

Findings testEveryFloat(const Request &request) {
  const auto largest = static_cast<float>(request.largest);
  const std::uint64_t end =
      request.largest == INFINITE ? MAGNITUDES : std::bit_cast<std::uint32_t>(largest) + std::uint64_t{1};
  const std::uint64_t perBlock = BLOCK * request.stride;
  const std::uint64_t perClaim = perBlock * BLOCKS_PER_CLAIM;
  return inParallel(request, (end + perClaim - 1) / perClaim, [&](std::uint64_t claim, Block &block, Findings &findings) {
    const std::uint64_t last = std::min(end, (claim + 1) * perClaim);
    for (std::uint64_t first = claim * perClaim; first < last; first += perBlock) {
      testMagnitudes(request, first, last, block, findings);
    }
  });
}

Findings testAllPairs(const Request &request) {
  Findings total;
  for (const PairRange &range : request.pairs) {
    const std::uint64_t blocks = (range.count + BLOCK - 1) / BLOCK;
    total.merge(inParallel(request, blocks, [&](std::uint64_t claim, Block &block, Findings &findings) {
      testPairs(request, range, claim * BLOCK, block, findings);
    }));
  }
  return total;
}

Request parse(int count, char **words) {
  static constexpr struct { const char *name; Evaluate *evaluate; } TRANSLATED[] = {FUNCTIONS(ENTRY)};
  int position = 1;
  const auto next = [&]() -> std::string_view {
    if (position >= count) throw std::runtime_error("an argument is missing");
    return words[position++];
  };
  const auto number = [&] { return std::strtod(next().data(), nullptr); };
  const auto range = [&] {
    const double from = number();
    const double to = number();
    return Range{from, to, next() == "bits"};
  };
  const std::string_view name = next();
  Request request{};
  for (const Reference *r = REFERENCES; r->name != nullptr; ++r) if (name == r->name) request.reference = r;
  for (const auto &entry : TRANSLATED) if (name == entry.name) request.evaluate = entry.evaluate;
  if (request.reference == nullptr) throw std::runtime_error("no reference for " + std::string(name));
  if (request.evaluate == nullptr) throw std::runtime_error("no function " + std::string(name));
  while (position < count) {
    const std::string_view option = next();
    if (option == "--largest") request.largest = number();
    else if (option == "--stride") request.stride = static_cast<std::uint64_t>(number());
    else if (option == "--threads") request.threads = static_cast<unsigned>(number());
    else if (option == "--flush") {
      if (FLUSH_BITS == 0) throw std::runtime_error("--flush is not known for this processor");
      request.flush = true;
    } else if (option == "--pairs") {
      const auto pairs = static_cast<std::uint64_t>(number());
      const Range x = range();
      request.pairs.push_back({pairs, x, range()});
    } else throw std::runtime_error("unknown option " + std::string(option));
  }
  return request;
}

} // namespace

int main(int count, char **words) try {
  const Request request = parse(count, words);
  const auto start = std::chrono::steady_clock::now();
  const Findings found = request.reference->arity == 1 ? testEveryFloat(request) : testAllPairs(request);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  // JSON has no infinities: they travel as words.
  std::printf("{\"name\":\"%s\",\"error\":\"%.17g\",\"x\":\"%.9g\",\"y\":\"%.9g\",\"value\":\"%.9g\",\"tested\":%llu,"
              "\"asymmetric\":%llu,\"seconds\":%.1f}\n",
              request.reference->name, found.error, found.x, found.y, found.value,
              static_cast<unsigned long long>(found.tested), static_cast<unsigned long long>(found.asymmetric),
              seconds.count());
} catch (const std::exception &error) {
  std::fprintf(stderr, "exhaustive: %s\n", error.what());
  return 1;
}
