#include "span-reducer.h"

namespace ropewalk {

span_reducer::span_reducer(const observed_shape & shape, std::vector<position_span> spans, bool per_query)
    : shape(shape), spans(std::move(spans)), per_query(per_query) {
    sums.assign(shape.heads() * this->spans.size(), 0.0);
}

void span_reducer::queries(int first, int end) {
    first_query = first;
    first_index = n_queries;
    n_queries += size_t(end - first);
    if (per_query) {
        query_mass.resize(n_queries * shape.heads() * spans.size());
    }
}

void span_reducer::rows(const row_block & block, int) {
    const size_t head = shape.index(block.layer, block.head);
    for (int i = 0; i < block.n_rows; i++) {
        const size_t query = first_index + size_t(block.first_query + i - first_query);
        for (size_t s = 0; s < spans.size(); s++) {
            const double mass = block.mass(i, spans[s].first, spans[s].end);
            sums[head * spans.size() + s] += mass;
            if (per_query) {
                query_mass[(query * shape.heads() + head) * spans.size() + s] = float(mass);
            }
        }
    }
}

void span_reducer::finish(observation & result) {
    for (double & sum : sums) {
        sum /= double(n_queries);
    }
    if (per_query) {
        for (size_t head = 0; head < shape.heads(); head++) {
            for (size_t q = 0; q < n_queries; q++) {
                const float * mass = query_mass.data() + (q * shape.heads() + head) * spans.size();
                result.query_span_mass.insert(result.query_span_mass.end(), mass, mass + spans.size());
            }
        }
    }
    result.spans = spans;
    result.span_mass = std::move(sums);
}

} // namespace ropewalk
