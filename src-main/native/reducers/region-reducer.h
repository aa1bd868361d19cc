#pragma once

#include "row-reducer.h"

namespace ropewalk {

// A piece of the map pooled to R x C tiles in full precision, for some heads: the mean over visible cells and the largest cell.
// Costs the cells of the piece, whatever the length of the rows.
class region_reducer : public row_reducer {
public:
    region_reducer(const observation_request & request, const observed_shape & shape);

    void rows(const row_block & block, int thread) override;
    void finish(observation & result) override;

private:
    struct tile {
        double sum = 0.0;
        int64_t n_visible = 0;
        float largest = 0.0f;
    };

    // First tile of a head, or null where it is not asked for.
    tile * tiles_of(int layer, int head);

    std::vector<int32_t> layers;
    std::vector<int32_t> heads;
    std::vector<int32_t> query_edges; // [R + 1]
    std::vector<int32_t> key_edges;   // [C + 1]
    std::vector<tile> tiles;          // [layer, head, R, C]
};

} // namespace ropewalk
