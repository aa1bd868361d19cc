#pragma once

#include <cstdint>
#include <cstring>

namespace ropewalk {

// binary32 -> binary16, to nearest even; attention lies in 0 .. 1, so there is no overflow to think of, only NaN and subnormals.
inline uint16_t to_half(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    const uint16_t sign = uint16_t((bits >> 16) & 0x8000u);
    const uint32_t magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x7f800000u) {
        return uint16_t(sign | 0x7e00u);
    }
    if (magnitude >= 0x477ff000u) {
        return uint16_t(sign | 0x7c00u);
    }
    if (magnitude < 0x38800000u) {
        float absolute;
        std::memcpy(&absolute, &magnitude, sizeof(absolute));
        const float shifted = absolute + 0.5f; // the unit in the last place of 0.5 is 2^-24, the smallest binary16
        uint32_t rounded;
        std::memcpy(&rounded, &shifted, sizeof(rounded));
        return uint16_t(sign | (rounded - 0x3f000000u));
    }
    const uint32_t odd = (magnitude >> 13) & 1u;
    return uint16_t(sign | ((magnitude - 0x38000000u + 0xfffu + odd) >> 13));
}

} // namespace ropewalk
