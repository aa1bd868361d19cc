// Copies into JavaScript typed arrays; Electron forbids arrays over foreign memory.
#pragma once

#include <cstring>
#include <napi.h>
#include <vector>

namespace ropewalk {

template <typename T> Napi::Value to_typed_array(Napi::Env env, const std::vector<T> & values) {
    auto array = Napi::TypedArrayOf<T>::New(env, values.size());
    if (!values.empty()) {
        std::memcpy(array.Data(), values.data(), values.size() * sizeof(T));
    }
    return array;
}

} // namespace ropewalk
