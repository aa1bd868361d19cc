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

// The same for what grows with queries or tiles: the native copy goes at once, so that both never stand beside all the others.
template <typename T> Napi::Value hand_over(Napi::Env env, std::vector<T> & values) {
    const Napi::Value array = to_typed_array(env, values);
    std::vector<T>().swap(values);
    return array;
}

} // namespace ropewalk
