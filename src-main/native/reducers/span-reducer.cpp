#include "span-reducer.h"

namespace ropewalk {

span_reducer::span_reducer(const observed_shape & shape, std::vector<position_span> spans, int n_most_queries)
    : shape(shape), spans(std::move(spans)), per_query(n_most_queries > 0),
      query_mass(shape.heads(), size_t(n_most_queries), this->spans.size()) {
    sums.assign(shape.heads() * this->spans.size(), 0.0);
}

void span_reducer::queries(int first, int end) {
    first_query = first;
    first_index = n_queries;
    n_queries += size_t(end - first);
}

void span_reducer::rows(const row_block & block, int) {
    const size_t head = shape.index(block.layer, block.head);
    for (int i = 0; i < block.n_rows; i++) {
        const size_t query = first_index + size_t(block.first_query + i - first_query);
        for (size_t s = 0; s < spans.size(); s++) {
            const double mass = block.mass(i, spans[s].first, spans[s].end);
            sums[head * spans.size() + s] += mass;
            if (per_query) {
                query_mass.at(head, query)[s] = float(mass);
            }
        }
    }
}

void span_reducer::finish(observation & result) {
    for (double & sum : sums) {
        sum /= double(n_queries);
    }
    if (per_query) {
        result.query_span_mass = query_mass.take(n_queries);
    }
    result.spans = spans;
    result.span_mass = std::move(sums);
}

} // namespace ropewalk
