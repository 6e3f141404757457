#pragma once

// What most of the worker's source files include. Compiled once, it saves a good third of the build.

#include <FBS/message.h>
#include <FBS/notification.h>
#include <FBS/request.h>
#include <FBS/response.h>
#include <algorithm>
#include <ankerl/unordered_dense.h>
#include <array>
#include <cmath>
#include <cstring>
#include <deque>
#include <flatbuffers/flatbuffers.h>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <openssl/ssl.h>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <uv.h>
#include <variant>
#include <vector>
