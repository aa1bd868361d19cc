// Every row kernel of every instruction set that this processor has, against double arithmetic.
//
//   kernel-check          one line per instruction set and kernel: "<instructions> <kernel> <largest error>"
//   kernel-check --list   the instruction sets, the chosen one first
//
// An error is relative unless a line says otherwise; what must be exact counts as 1 where it is not. The bounds are in kernels.test.ts.
#include "kernels/row-kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

using namespace ropewalk;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float untouched = 12345.0f; // around what a kernel may write

// IEEE 754 binary16 by its definition.
double value_of_half(unsigned half) {
    const int exponent = int(half >> 10 & 31);
    const double fraction = double(half & 1023) / 1024.0;
    const double sign = half >> 15 ? -1.0 : 1.0;
    if (exponent == 31) {
        return fraction > 0.0 ? std::numeric_limits<double>::quiet_NaN() : sign * std::numeric_limits<double>::infinity();
    }
    return sign * (exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1.0 + fraction, exponent - 15));
}

class checker {
public:
    explicit checker(const row_kernels & kernels) : kernels(kernels) {}

    void check_halves() {
        constexpr int n = 1024;
        std::vector<uint16_t> row(n);
        std::vector<float> tile(size_t(n) * tile_keys);
        for (unsigned first = 0; first < 65536; first += n) {
            for (unsigned i = 0; i < n; i++) {
                row[i] = uint16_t(first + i);
            }
            kernels.half_tile(reinterpret_cast<const char *>(row.data()), n * sizeof(uint16_t), 1, n, tile.data());
            for (unsigned i = 0; i < n; i++) {
                expect_equal("every_half", tile[i * tile_keys], value_of_half(first + i));
            }
        }
    }

    void check_tiles(int d, int n_keys) {
        const size_t row = size_t(d) + 5; // keys of a cache lie apart
        std::vector<uint16_t> halves(row * size_t(n_keys));
        std::vector<float> floats(halves.size());
        for (size_t i = 0; i < halves.size(); i++) {
            halves[i] = uint16_t(random() % 0x7c00u | (random() & 1u) << 15); // finite
            floats[i] = normal(random);
        }
        std::vector<float> of_halves(size_t(tile_keys) * size_t(d) + 1, untouched);
        std::vector<float> of_floats = of_halves;
        kernels.half_tile(reinterpret_cast<const char *>(halves.data()), row * sizeof(uint16_t), n_keys, d, of_halves.data());
        kernels.float_tile(floats.data(), row, n_keys, d, of_floats.data());
        for (int c = 0; c < d; c++) {
            for (int t = 0; t < tile_keys; t++) {
                const size_t at = size_t(t) * row + size_t(c);
                expect_equal("half_tile", of_halves[size_t(c * tile_keys + t)], t < n_keys ? value_of_half(halves[at]) : 0.0);
                expect_equal("float_tile", of_floats[size_t(c * tile_keys + t)], t < n_keys ? double(floats[at]) : 0.0);
            }
        }
        expect_equal("half_tile", of_halves.back(), untouched);
        expect_equal("float_tile", of_floats.back(), untouched);
    }

    // Relative to the sum of the terms' magnitudes.
    void check_scores(int d, int n_queries) {
        const std::vector<float> tile = normals(size_t(tile_keys) * size_t(d), 1.0f);
        const std::vector<float> queries = normals(size_t(n_queries) * size_t(d), 1.0f);
        const size_t stride = tile_keys + 3;
        std::vector<float> out(stride * size_t(n_queries), untouched);
        kernels.tile_scores(queries.data(), n_queries, tile.data(), d, out.data(), stride);
        for (size_t i = 0; i < size_t(n_queries); i++) {
            for (size_t t = 0; t < stride; t++) {
                if (t >= tile_keys) {
                    expect_equal("tile_scores", out[i * stride + t], untouched);
                    continue;
                }
                double score = 0.0;
                double magnitude = 0.0;
                for (size_t c = 0; c < size_t(d); c++) {
                    const double term = double(queries[i * size_t(d) + c]) * double(tile[c * tile_keys + t]);
                    score += term;
                    magnitude += std::fabs(term);
                }
                note("tile_scores", std::fabs(out[i * stride + t] - score) / magnitude);
            }
        }
    }

    void check_row(size_t n, float spread) {
        std::vector<float> row = normals(n, spread);
        if (n > 2) {
            row[n / 2] = -infinity; // a masked key
        }
        const float max = kernels.row_max(row.data(), n);
        expect_equal("row_max", max, *std::max_element(row.begin(), row.end()));
        double sum = 0.0;
        double weighted = 0.0;
        for (const float logit : row) {
            const double e = std::exp(double(logit) - double(max));
            sum += e;
            weighted += e > 0.0 ? e * (double(logit) - double(max)) : 0.0;
        }
        // A nat of error is as bad at any size.
        note("log_sum_exp", std::fabs(kernels.log_sum_exp(row.data(), n) - (double(max) + std::log(sum))) / (1.0 + std::fabs(max)));
        check_exponentials(row, max, sum, weighted);
        check_soft_cap(row);
    }

    void check_sums(size_t n) {
        const size_t n_rows = 1 + n % max_block_queries;
        const size_t stride = n + 3;
        std::vector<float> rows = normals(stride * n_rows, 1.0f);
        std::vector<float> scales = normals(n_rows, 1.0f);
        std::for_each(rows.begin(), rows.end(), [](float & x) { x = std::fabs(x) + 0.01f; });
        std::for_each(scales.begin(), scales.end(), [](float & x) { x = std::fabs(x) + 0.01f; });
        std::vector<float> sums(n + 1, untouched);
        std::vector<float> maxima = sums;
        kernels.column_sums(rows.data(), stride, int(n_rows), scales.data(), n, sums.data(), maxima.data());
        double total = 0.0;
        for (size_t k = 0; k < n; k++) {
            double sum = 0.0;
            double greatest = 0.0;
            for (size_t i = 0; i < n_rows; i++) {
                const double p = double(rows[i * stride + k]) * double(scales[i]);
                sum += p;
                greatest = std::max(greatest, p);
            }
            total += double(rows[k]);
            note("column_sums", std::fabs(sums[k] - sum) / sum);
            note("column_maxima", std::fabs(maxima[k] - greatest) / greatest);
        }
        expect_equal("column_sums", sums.back(), untouched);
        expect_equal("column_maxima", maxima.back(), untouched);
        note("sum", std::fabs(kernels.sum(rows.data(), n) - total) / total);
    }

    // The observer knows damaged logits by their sum.
    void check_damage(size_t n) {
        for (size_t at = 0; at < n; at++) {
            std::vector<float> row = normals(n, 1.0f);
            row[at] = std::numeric_limits<float>::quiet_NaN();
            const float max = kernels.row_max(row.data(), n);
            expect_equal("damage", kernels.exponentiate(row.data(), n, max).sum, std::numeric_limits<double>::quiet_NaN());
        }
    }

    void print() const {
        for (const auto & [kernel, error] : worst) {
            std::printf("%s %s %.9g\n", kernels.instructions, kernel.c_str(), error);
        }
    }

private:
    void check_exponentials(const std::vector<float> & row, float max, double sum, double weighted) {
        const size_t n = row.size();
        std::vector<float> weights = row;
        weights.push_back(untouched);
        const row_statistics statistics = kernels.exponentiate(weights.data(), n, max);
        for (size_t k = 0; k < n; k++) {
            const float x = row[k] - max; // in float: that rounding is the input's, not the kernel's
            if (x < -87.0f) {
                expect_equal("exponentials", weights[k], 0.0);
            } else {
                note("exponentials", std::fabs(weights[k] - std::exp(double(x))) / std::exp(double(x)));
            }
        }
        expect_equal("exponentials", weights.back(), untouched);
        expect_equal("exponentials", statistics.max, max);
        note("exponential_sum", std::fabs(statistics.sum - sum) / sum);
        note("exponential_weighted_sum", std::fabs(statistics.weighted_sum - weighted) / sum);
    }

    void check_soft_cap(const std::vector<float> & row) {
        constexpr float cap = 30.0f;
        std::vector<float> capped = row;
        capped.push_back(untouched);
        kernels.soft_cap(capped.data(), row.size(), cap);
        for (size_t k = 0; k < row.size(); k++) {
            const double expected = cap * std::tanh(double(row[k]) / cap);
            note("soft_cap", std::fabs(capped[k] - expected) / std::max(std::fabs(expected), 1e-3));
        }
        expect_equal("soft_cap", capped.back(), untouched);
    }

    void note(const char * kernel, double error) {
        double & largest = worst[kernel];
        largest = std::isnan(error) ? double(infinity) : std::max(largest, error);
    }

    void expect_equal(const char * kernel, double actual, double expected) {
        note(kernel, actual == expected || (std::isnan(actual) && std::isnan(expected)) ? 0.0 : 1.0);
    }

    std::vector<float> normals(size_t n, float spread) {
        std::vector<float> values(n);
        for (float & value : values) {
            value = normal(random) * spread;
        }
        return values;
    }

    const row_kernels & kernels;
    std::mt19937 random{1};
    std::normal_distribution<float> normal;
    std::map<std::string, double> worst;
};

void check(const row_kernels & kernels) {
    checker checks(kernels);
    checks.check_halves();
    for (const int d : {1, 7, 8, 32, 64, 80, 128, max_head_dims}) {
        for (const int n_keys : {1, 5, 8, 31, 32}) {
            checks.check_tiles(d, n_keys);
        }
        for (int n_queries = 1; n_queries <= max_block_queries; n_queries++) {
            checks.check_scores(d, n_queries);
        }
    }
    std::vector<size_t> lengths{511, 512, 513, 1025, 4099, 131072};
    for (size_t n = 1; n <= 130; n++) { // every rest that a loop over vectors leaves
        lengths.push_back(n);
    }
    for (const size_t n : lengths) {
        checks.check_sums(n);
        for (const float spread : {0.1f, 3.0f, 60.0f}) {
            checks.check_row(n, spread);
        }
    }
    checks.check_damage(83);
    checks.print();
}

} // namespace

int main(int n_arguments, char ** arguments) {
    const bool lists = n_arguments > 1 && std::strcmp(arguments[1], "--list") == 0;
    for (const row_kernels * kernels : available_row_kernels()) {
        if (lists) {
            std::printf("%s\n", kernels->instructions);
        } else {
            check(*kernels);
        }
    }
    return 0;
}
